-- The four tables shared with the Python tool, in the forms its SQLAlchemy models give them on PostgreSQL: times are UTC without
-- a zone, ids and sizes have four bytes. "if not exists": its databases open in place.

create table if not exists media_files (
    id serial not null primary key,
    filename varchar(512) not null,
    directory varchar(1024) not null,
    file_path varchar(1536) not null unique,
    file_size integer,
    file_type varchar(50),
    extension varchar(10),
    score integer,
    nsfw boolean not null,
    nsfw_score double precision,
    nsfw_label boolean,
    nsfw_model varchar(128),
    nsfw_model_version varchar(64),
    nsfw_threshold double precision,
    media_file_id varchar(64),
    phash varchar(64),
    original_created_at timestamp without time zone,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    last_accessed timestamp without time zone
);

create table if not exists media_metadata (
    id serial not null primary key,
    media_file_id integer not null references media_files (id),
    width integer,
    height integer,
    duration double precision,
    frame_rate double precision,
    color_mode varchar(50),
    has_alpha boolean,
    png_text text,
    workflow_data text,
    prompt text,
    negative_prompt text,
    model_name varchar(256),
    model_hash varchar(64),
    sampler varchar(100),
    steps integer,
    cfg_scale double precision,
    seed varchar(50),
    size varchar(20),
    schedule_type varchar(50),
    denoising_strength double precision,
    hires_config json,
    dynthres_config json,
    version varchar(100),
    lora_hashes text,
    positive_prompt_keywords json,
    negative_prompt_keywords json,
    loras json,
    file_modified_at timestamp without time zone,
    metadata_extracted_at timestamp without time zone,
    hires_module_1 varchar(100),
    hires_cfg_scale double precision,
    hires_upscale double precision,
    hires_upscaler varchar(200),
    dynthres_enabled boolean,
    dynthres_mimic_scale double precision,
    dynthres_threshold_percentile double precision,
    dynthres_mimic_mode varchar(50),
    dynthres_mimic_scale_min double precision,
    dynthres_cfg_mode varchar(50),
    dynthres_cfg_scale_min double precision,
    dynthres_sched_val double precision,
    dynthres_separate_feature_channels varchar(50),
    dynthres_scaling_startpoint varchar(50),
    dynthres_variability_measure varchar(50),
    dynthres_interpolate_phi double precision
);

create table if not exists media_keywords (
    id serial not null primary key,
    media_file_id integer not null references media_files (id),
    keyword varchar(256) not null,
    keyword_type varchar(50),
    confidence double precision,
    source varchar(100),
    created_at timestamp without time zone,
    constraint uq_media_keyword unique (media_file_id, keyword, keyword_type)
);

create table if not exists media_thumbnails (
    id serial not null primary key,
    media_file_id integer not null references media_files (id),
    thumbnail_size varchar(20) not null,
    thumbnail_data text,
    mime_type varchar(50),
    file_path varchar(1024),
    created_at timestamp without time zone,
    constraint uq_media_thumbnail_size unique (media_file_id, thumbnail_size)
);

-- Only the indexes a query of ours uses (docs/decisions/0002); its own databases keep theirs. Paths are compared by code point.
create index if not exists idx_media_directory_bytes on media_files (directory collate "C");
create index if not exists idx_metadata_media_file on media_metadata (media_file_id);
