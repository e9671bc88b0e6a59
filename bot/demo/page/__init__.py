"""The browser workspace: a page on loopback where anybody can be anyone in the made-up company."""
