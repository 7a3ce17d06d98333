"""What people see: frames to HTML, Markdown, terminal text and charts."""
