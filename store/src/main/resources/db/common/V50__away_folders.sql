-- Which folders had a file system of their own when they were last walked, so that one that is not mounted is told from one that was
-- emptied; and the folders that were away when a session's list was made.

create table mounted_folders (
    path varchar(600) not null primary key,
    file_system text not null,
    seen_at bigint not null
);

create table ingest_away (
    session_id varchar(36) not null,
    path text not null,
    files bigint not null,
    reason varchar(20) not null,
    confirmed_at bigint
);
create index idx_ingest_away_session on ingest_away (session_id);
