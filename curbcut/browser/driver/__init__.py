"""Finding and starting a browser through Selenium, and ending it."""
