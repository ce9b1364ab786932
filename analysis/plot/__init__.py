"""One figure of anything that was simulated.

A request (`request`) on a source (`sources`: runs with their record, or a table with a row a run) becomes one tidy frame (`runs`,
`tables`), the frame a small table of numbers, and the table a drawing (`kinds`, one file a kind). `picture` puts it on a sheet,
with a caption that says interval and number of runs.
"""
