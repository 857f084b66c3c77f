-- The Python tool's database as pg_dump writes it, with rows as it leaves them.

CREATE TABLE media_files (
    id integer NOT NULL,
    filename character varying(512) NOT NULL,
    directory character varying(1024) NOT NULL,
    file_path character varying(1536) NOT NULL,
    file_size integer,
    file_type character varying(50),
    extension character varying(10),
    score integer,
    nsfw boolean NOT NULL,
    nsfw_score double precision,
    nsfw_label boolean,
    nsfw_model character varying(128),
    nsfw_model_version character varying(64),
    nsfw_threshold double precision,
    media_file_id character varying(64),
    phash character varying(64),
    original_created_at timestamp without time zone,
    created_at timestamp without time zone,
    updated_at timestamp without time zone,
    last_accessed timestamp without time zone
);
CREATE SEQUENCE media_files_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE media_files_id_seq OWNED BY media_files.id;
CREATE TABLE media_keywords (
    id integer NOT NULL,
    media_file_id integer NOT NULL,
    keyword character varying(256) NOT NULL,
    keyword_type character varying(50),
    confidence double precision,
    source character varying(100),
    created_at timestamp without time zone
);
CREATE SEQUENCE media_keywords_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE media_keywords_id_seq OWNED BY media_keywords.id;
CREATE TABLE media_metadata (
    id integer NOT NULL,
    media_file_id integer NOT NULL,
    width integer,
    height integer,
    duration double precision,
    frame_rate double precision,
    color_mode character varying(50),
    has_alpha boolean,
    png_text text,
    workflow_data text,
    prompt text,
    negative_prompt text,
    model_name character varying(256),
    model_hash character varying(64),
    sampler character varying(100),
    steps integer,
    cfg_scale double precision,
    seed character varying(50),
    size character varying(20),
    schedule_type character varying(50),
    denoising_strength double precision,
    hires_config json,
    dynthres_config json,
    version character varying(100),
    lora_hashes text,
    positive_prompt_keywords json,
    negative_prompt_keywords json,
    loras json,
    file_modified_at timestamp without time zone,
    metadata_extracted_at timestamp without time zone,
    hires_module_1 character varying(100),
    hires_cfg_scale double precision,
    hires_upscale double precision,
    hires_upscaler character varying(200),
    dynthres_enabled boolean,
    dynthres_mimic_scale double precision,
    dynthres_threshold_percentile double precision,
    dynthres_mimic_mode character varying(50),
    dynthres_mimic_scale_min double precision,
    dynthres_cfg_mode character varying(50),
    dynthres_cfg_scale_min double precision,
    dynthres_sched_val double precision,
    dynthres_separate_feature_channels character varying(50),
    dynthres_scaling_startpoint character varying(50),
    dynthres_variability_measure character varying(50),
    dynthres_interpolate_phi double precision
);
CREATE SEQUENCE media_metadata_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE media_metadata_id_seq OWNED BY media_metadata.id;
CREATE TABLE media_thumbnails (
    id integer NOT NULL,
    media_file_id integer NOT NULL,
    thumbnail_size character varying(20) NOT NULL,
    thumbnail_data text,
    mime_type character varying(50),
    file_path character varying(1024),
    created_at timestamp without time zone
);
CREATE SEQUENCE media_thumbnails_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE media_thumbnails_id_seq OWNED BY media_thumbnails.id;
ALTER TABLE ONLY media_files ALTER COLUMN id SET DEFAULT nextval('media_files_id_seq'::regclass);
ALTER TABLE ONLY media_keywords ALTER COLUMN id SET DEFAULT nextval('media_keywords_id_seq'::regclass);
ALTER TABLE ONLY media_metadata ALTER COLUMN id SET DEFAULT nextval('media_metadata_id_seq'::regclass);
ALTER TABLE ONLY media_thumbnails ALTER COLUMN id SET DEFAULT nextval('media_thumbnails_id_seq'::regclass);
ALTER TABLE ONLY media_files
    ADD CONSTRAINT media_files_file_path_key UNIQUE (file_path);
ALTER TABLE ONLY media_files
    ADD CONSTRAINT media_files_pkey PRIMARY KEY (id);
ALTER TABLE ONLY media_keywords
    ADD CONSTRAINT media_keywords_pkey PRIMARY KEY (id);
ALTER TABLE ONLY media_metadata
    ADD CONSTRAINT media_metadata_pkey PRIMARY KEY (id);
ALTER TABLE ONLY media_thumbnails
    ADD CONSTRAINT media_thumbnails_pkey PRIMARY KEY (id);
ALTER TABLE ONLY media_keywords
    ADD CONSTRAINT uq_media_keyword UNIQUE (media_file_id, keyword, keyword_type);
ALTER TABLE ONLY media_thumbnails
    ADD CONSTRAINT uq_media_thumbnail_size UNIQUE (media_file_id, thumbnail_size);
CREATE INDEX idx_keyword_media_file ON media_keywords USING btree (media_file_id);
CREATE INDEX idx_keyword_search ON media_keywords USING btree (keyword);
CREATE INDEX idx_keyword_type ON media_keywords USING btree (keyword_type);
CREATE INDEX idx_media_created_at ON media_files USING btree (created_at);
CREATE INDEX idx_media_directory ON media_files USING btree (directory);
CREATE INDEX idx_media_file_id ON media_files USING btree (media_file_id);
CREATE INDEX idx_media_file_path ON media_files USING btree (file_path);
CREATE INDEX idx_media_file_size ON media_files USING btree (file_size);
CREATE INDEX idx_media_filename ON media_files USING btree (filename);
CREATE INDEX idx_media_nsfw ON media_files USING btree (nsfw);
CREATE INDEX idx_media_nsfw_label ON media_files USING btree (nsfw_label);
CREATE INDEX idx_media_nsfw_score ON media_files USING btree (nsfw_score);
CREATE INDEX idx_media_original_created_at ON media_files USING btree (original_created_at);
CREATE INDEX idx_media_phash ON media_files USING btree (phash);
CREATE INDEX idx_media_score ON media_files USING btree (score);
CREATE INDEX idx_media_type ON media_files USING btree (file_type);
CREATE INDEX idx_media_updated ON media_files USING btree (updated_at);
CREATE INDEX idx_metadata_cfg_scale ON media_metadata USING btree (cfg_scale);
CREATE INDEX idx_metadata_dimensions ON media_metadata USING btree (width, height);
CREATE INDEX idx_metadata_media_file ON media_metadata USING btree (media_file_id);
CREATE INDEX idx_metadata_model ON media_metadata USING btree (model_name);
CREATE INDEX idx_metadata_model_hash ON media_metadata USING btree (model_hash);
CREATE INDEX idx_metadata_sampler ON media_metadata USING btree (sampler);
CREATE INDEX idx_metadata_steps ON media_metadata USING btree (steps);
CREATE INDEX idx_thumbnail_media_file ON media_thumbnails USING btree (media_file_id);
CREATE INDEX idx_thumbnail_size ON media_thumbnails USING btree (thumbnail_size);
ALTER TABLE ONLY media_keywords
    ADD CONSTRAINT media_keywords_media_file_id_fkey FOREIGN KEY (media_file_id) REFERENCES media_files(id);
ALTER TABLE ONLY media_metadata
    ADD CONSTRAINT media_metadata_media_file_id_fkey FOREIGN KEY (media_file_id) REFERENCES media_files(id);
ALTER TABLE ONLY media_thumbnails
    ADD CONSTRAINT media_thumbnails_media_file_id_fkey FOREIGN KEY (media_file_id) REFERENCES media_files(id);

insert into media_files (id, filename, directory, file_path, file_size, file_type, extension, score, nsfw, nsfw_score, nsfw_label, media_file_id, phash, original_created_at, created_at, updated_at)
values
    (7, 'a.png', '/media/pictures', '/media/pictures/a.png', 1024, 'image', '.png', 3, false, null, null, 'e3b0c4', 'ffff', '2025-11-04 00:15:28.141664', '2025-11-04 00:15:28.141664', '2025-11-04 00:15:28.141664'),
    (8, 'b "quoted" 猫.png', '/media/pictures', '/media/pictures/b "quoted" 猫.png', null, null, null, null, false, null, null, null, null, null, null, null),
    (9, 'c.mp4', '/media/videos', '/media/videos/c.mp4', 2147483647, 'video', '.mp4', -1, true, 0.9, true, null, null, null, '2025-11-05 10:00:00', null);
insert into media_metadata (id, media_file_id, width, height, prompt, seed, loras, hires_config, has_alpha, file_modified_at)
values
    (1, 7, 64, 48, 'a cat', '18446744073709551615', '[{"name": "fur", "weight": 0.8}]', '{"upscale": 2}', true, '2025-11-04 00:15:28'),
    (2, 7, null, null, null, null, null, null, null, null),
    (3, 9, null, null, null, null, '[]', null, null, null);
insert into media_keywords (id, media_file_id, keyword, keyword_type, confidence, source, created_at)
values
    (1, 7, 'cat', 'prompt', 1.0, 'prompt', '2025-11-04 00:15:28'),
    (2, 7, 'cat', 'extracted', null, null, null),
    (3, 7, 'cat', 'user', null, null, null),
    (4, 7, 'cat', null, null, null, null),
    (5, 7, 'cat', null, null, null, null);
insert into media_thumbnails (id, media_file_id, thumbnail_size, thumbnail_data) values (1, 7, '256x256', 'base64');
select setval('media_files_id_seq', 100);
select setval('media_metadata_id_seq', 100);
select setval('media_keywords_id_seq', 100);
select setval('media_thumbnails_id_seq', 100);
