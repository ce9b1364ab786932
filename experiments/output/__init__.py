"""What a command leaves behind and says on the way: folders, whole files, provenance, tables and progress in the terminal."""
