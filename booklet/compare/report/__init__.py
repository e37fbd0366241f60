"""What a comparison comes to, told to people and programs: as text, as JSON and as one HTML file."""
