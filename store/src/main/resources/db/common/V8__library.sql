-- What the library's filters and orders look at, one narrow row a file: any combination of filters is at the worst one look at
-- all of these, never at prompts and workflows. Written behind the commits from library_changes (decision 30).

create table library_files (
    media_id integer not null primary key,
    directory text not null,
    name text not null,
    name_key text not null, -- lower case, cut: what names are ordered by
    media_type varchar(10) not null,
    video boolean not null,
    width integer, -- as a person sees it
    height integer,
    duration double precision,
    file_size bigint not null,
    score integer not null,
    nsfw integer not null, -- 0 not assessed, 1 below its threshold, 2 at or above
    nsfw_score double precision not null, -- -1 if not assessed, so that it can be ordered by
    created_at bigint not null, -- microseconds since 1970; when the file was made
    added_at bigint not null,
    missing boolean not null,
    has_prompt boolean not null,
    generator text,
    model text,
    sampler text,
    seed text,
    loras text, -- lower case, one a line, a line break before and after each
    dct_hash bigint
);
create index idx_library_created on library_files (created_at, media_id);
create index idx_library_name on library_files (name_key${by_code_point}, media_id);
create index idx_library_score on library_files (score, media_id);
create index idx_library_nsfw on library_files (nsfw_score, media_id);
create index idx_library_size on library_files (file_size, media_id);

-- How often any of it was written: whoever keeps a copy sees by it that there is something new.
create table library_state (
    id integer not null primary key,
    revision bigint not null
);
insert into library_state (id, revision) values (1, 0);

-- The history of one file. Ids grow, so an item's entry goes to the last page; failures have no id and are found by
-- idx_ingest_items_errors.
create index idx_ingest_items_media on ingest_items (media_id) where media_id is not null;
