"""The add-in for Excel as a file, and its way onto a PC: build, install, uninstall, doctor."""
