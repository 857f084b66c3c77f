-- Sessions, their items, what an analysis adds to a media file, and the audit log. The same on both databases.
-- Times are microseconds since 1970-01-01 UTC. "${clustered}" keeps a table's rows in its primary key where that is possible.

create table ingest_sessions (
    id varchar(36) not null primary key,
    state varchar(20) not null,
    parameters text not null,
    planned boolean not null,
    total_files bigint not null,
    message text,
    created_at bigint not null,
    started_at bigint,
    ended_at bigint,
    updated_at bigint not null
);
create index idx_ingest_sessions_created on ingest_sessions (created_at);

create table ingest_items (
    session_id varchar(36) not null references ingest_sessions (id) on delete cascade,
    position bigint not null,
    path text not null,
    size bigint not null,
    modified_at bigint not null,
    state varchar(12) not null,
    reason varchar(40),
    code varchar(40),
    detail text,
    attempts integer not null,
    suspected boolean not null default false, -- was in work so long that it may be what ended the process
    revision bigint not null, -- of the session when the item ended; 0 before
    started_at bigint,
    ended_at bigint,
    duration_ms bigint,
    media_id integer,
    metadata_extracted boolean,
    keywords_added integer,
    score_imported boolean,
    nsfw_detected boolean,
    nsfw_assessed boolean,
    primary key (session_id, position)
) ${clustered};
create index idx_ingest_items_revision on ingest_items (session_id, revision);
create index idx_ingest_items_errors on ingest_items (session_id, revision)
    where state in ('failed', 'quarantined', 'missing');

create table ingest_left_out (
    session_id varchar(36) not null references ingest_sessions (id) on delete cascade,
    path text not null,
    reason varchar(40) not null,
    primary key (session_id, path)
) ${clustered};

create table ingest_audit (
    id ${identity},
    happened_at bigint not null,
    session_id varchar(36),
    operation varchar(40) not null,
    detail text
);
create index idx_ingest_audit_session on ingest_audit (session_id);

create table media_analysis (
    media_id integer not null primary key references media_files (id) on delete cascade,
    media_type varchar(10) not null,
    content_sha256 varchar(64) not null,
    file_size bigint not null,
    modified_at bigint not null,
    analysed_at bigint not null,
    analysed_with varchar(40) not null, -- analyser version and options: what "unchanged" means
    missing_since bigint,
    score_source varchar(40), -- null: the score is a person's, or there is none
    nsfw_status varchar(20) not null,
    note_code varchar(40),
    note text,
    generator varchar(40),
    generator_version varchar(200),
    generation_source varchar(60),
    parse_state varchar(10),
    clip_skip integer,
    vae text,
    characters text, -- JSON: prompts of single characters
    raw_text text,
    other_parameters text
);
create index idx_media_analysis_content on media_analysis (content_sha256);
