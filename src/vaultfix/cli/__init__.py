"""The command line: argv in, exit code out. It wires store, configuration, engine and report together."""
