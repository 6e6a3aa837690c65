"""Word files as templates: looked over, taken apart, tried, compiled."""
