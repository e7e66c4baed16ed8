"""What a visitor can see: one module for each screen."""
