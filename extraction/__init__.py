"""Text of linked files (PDF, Office): drawn by kept libraries, bounded, in a child process of its own.

Whatever comes in is hostile: `draw` runs only in the child (extraction.process), which may be killed at any moment.
"""
