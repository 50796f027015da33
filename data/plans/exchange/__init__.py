"""Plans as files: out in six formats with their papers inside, and in again through a confined reader.

A file that comes in is known by its content, parsed in a child process that has no network, little
memory and a deadline, and becomes a whole plan with a report, or nothing.
"""
