-- What the clock of who took a picture showed, beside the instant: the day people look for. media_files.original_created_at is the
-- same time, as the Python tool keeps it.

alter table media_analysis add column captured_clock bigint; -- microseconds since 1970, as if the clock were UTC's
