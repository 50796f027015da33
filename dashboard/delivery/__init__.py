"""How the page's files reach the browser: compressed once, kept by content, in a thrifty order."""
