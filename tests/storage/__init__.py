"""Storage on its real databases: what no fake can show."""
