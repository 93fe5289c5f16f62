"""Mail and what is packed like it: messages, boxes of them, saved web pages."""
