-- Groups of duplicates a person wants to keep all of. Just these files are no longer a group; with one more they are again.

create table duplicates_kept (
    files varchar(64) not null primary key, -- SHA-256 of their ids, ascending, one a line
    kept_at bigint not null -- microseconds since 1970-01-01 UTC
);
