-- The four tables shared with the Python tool, in the forms its SQLAlchemy models give them on SQLite: booleans are 0 or 1,
-- times are UTC text 'YYYY-MM-DD HH:MM:SS.ffffff', JSON is text. "if not exists": its databases open in place.

create table if not exists media_files (
    id integer not null primary key,
    filename varchar(512) not null,
    directory varchar(1024) not null,
    file_path varchar(1536) not null unique,
    file_size integer,
    file_type varchar(50),
    extension varchar(10),
    score integer,
    nsfw boolean not null,
    nsfw_score float,
    nsfw_label boolean,
    nsfw_model varchar(128),
    nsfw_model_version varchar(64),
    nsfw_threshold float,
    media_file_id varchar(64),
    phash varchar(64),
    original_created_at datetime,
    created_at datetime,
    updated_at datetime,
    last_accessed datetime
);

create table if not exists media_metadata (
    id integer not null primary key,
    media_file_id integer not null references media_files (id),
    width integer,
    height integer,
    duration float,
    frame_rate float,
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
    cfg_scale float,
    seed varchar(50),
    size varchar(20),
    schedule_type varchar(50),
    denoising_strength float,
    hires_config json,
    dynthres_config json,
    version varchar(100),
    lora_hashes text,
    positive_prompt_keywords json,
    negative_prompt_keywords json,
    loras json,
    file_modified_at datetime,
    metadata_extracted_at datetime,
    hires_module_1 varchar(100),
    hires_cfg_scale float,
    hires_upscale float,
    hires_upscaler varchar(200),
    dynthres_enabled boolean,
    dynthres_mimic_scale float,
    dynthres_threshold_percentile float,
    dynthres_mimic_mode varchar(50),
    dynthres_mimic_scale_min float,
    dynthres_cfg_mode varchar(50),
    dynthres_cfg_scale_min float,
    dynthres_sched_val float,
    dynthres_separate_feature_channels varchar(50),
    dynthres_scaling_startpoint varchar(50),
    dynthres_variability_measure varchar(50),
    dynthres_interpolate_phi float
);

create table if not exists media_keywords (
    id integer not null primary key,
    media_file_id integer not null references media_files (id),
    keyword varchar(256) not null,
    keyword_type varchar(50),
    confidence float,
    source varchar(100),
    created_at datetime,
    constraint uq_media_keyword unique (media_file_id, keyword, keyword_type)
);

create table if not exists media_thumbnails (
    id integer not null primary key,
    media_file_id integer not null references media_files (id),
    thumbnail_size varchar(20) not null,
    thumbnail_data text,
    mime_type varchar(50),
    file_path varchar(1024),
    created_at datetime,
    constraint uq_media_thumbnail_size unique (media_file_id, thumbnail_size)
);

-- Only the indexes a query of ours uses: each costs every commit a page, and the Python tool's 29 made a commit four times as
-- dear (docs/decisions/0002). Its own databases keep theirs.
create index if not exists idx_media_directory on media_files (directory);
create index if not exists idx_metadata_media_file on media_metadata (media_file_id);
