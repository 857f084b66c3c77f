-- Files that failed by their own fault are not read again while neither they nor the reader change (docs/decisions/0051).

create table ingest_known_bad (
    path_hash bigint not null primary key, -- of SHA-256: a path may be longer than an index takes
    path text not null,
    size bigint not null,
    modified_at bigint not null,
    code varchar(40) not null,
    detail text not null,
    reader varchar(40) not null, -- the analyser that gave the code: another may read the file
    failed_at bigint not null
);
create index idx_ingest_items_failed_before on ingest_items (session_id, position) where reason = 'failed-before';
