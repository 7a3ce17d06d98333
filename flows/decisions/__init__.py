"""What people decide about names and claims."""
