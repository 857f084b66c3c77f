-- Unchanged files that today's readers find more in (docs/decisions/0072): how many a session's list has, and why; and how much of such a
-- file is to be read. Null of a file that is new or changed: all of it.

alter table ingest_items add column reading varchar(20);

create table ingest_read_again (
    session_id varchar(36) not null,
    reason varchar(40) not null,
    files bigint not null,
    primary key (session_id, reason)
);
