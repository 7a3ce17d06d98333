"""What an operator sees and does: status, retry, release, forget, doctor."""
