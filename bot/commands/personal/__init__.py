"""Commands about what is somebody's own outside of the chat: their mail, their pages."""
