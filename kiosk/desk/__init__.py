"""The reception desk: what the staff see and do. Values and rules; no Qt, no files, no sockets."""
