"""What people and firms did to the public good, and what the offices did about it."""
