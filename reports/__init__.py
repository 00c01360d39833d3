"""What people read: the one-agency report."""
