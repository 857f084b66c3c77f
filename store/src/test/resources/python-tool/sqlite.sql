-- The Python tool's database as SQLAlchemy makes it on SQLite, with rows as it leaves them.

CREATE TABLE media_files (
    id INTEGER NOT NULL,
    filename VARCHAR(512) NOT NULL,
    directory VARCHAR(1024) NOT NULL,
    file_path VARCHAR(1536) NOT NULL,
    file_size INTEGER,
    file_type VARCHAR(50),
    extension VARCHAR(10),
    score INTEGER,
    nsfw BOOLEAN NOT NULL,
    nsfw_score FLOAT,
    nsfw_label BOOLEAN,
    nsfw_model VARCHAR(128),
    nsfw_model_version VARCHAR(64),
    nsfw_threshold FLOAT,
    media_file_id VARCHAR(64),
    phash VARCHAR(64),
    original_created_at DATETIME,
    created_at DATETIME,
    updated_at DATETIME,
    last_accessed DATETIME,
    PRIMARY KEY (id),
    UNIQUE (file_path)
);
CREATE TABLE media_keywords (
    id INTEGER NOT NULL,
    media_file_id INTEGER NOT NULL,
    keyword VARCHAR(256) NOT NULL,
    keyword_type VARCHAR(50),
    confidence FLOAT,
    source VARCHAR(100),
    created_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(media_file_id) REFERENCES media_files (id),
    CONSTRAINT uq_media_keyword UNIQUE (media_file_id, keyword, keyword_type)
);
CREATE TABLE media_metadata (
    id INTEGER NOT NULL,
    media_file_id INTEGER NOT NULL,
    width INTEGER,
    height INTEGER,
    duration FLOAT,
    frame_rate FLOAT,
    color_mode VARCHAR(50),
    has_alpha BOOLEAN,
    png_text TEXT,
    workflow_data TEXT,
    prompt TEXT,
    negative_prompt TEXT,
    model_name VARCHAR(256),
    model_hash VARCHAR(64),
    sampler VARCHAR(100),
    steps INTEGER,
    cfg_scale FLOAT,
    seed VARCHAR(50),
    size VARCHAR(20),
    schedule_type VARCHAR(50),
    denoising_strength FLOAT,
    hires_config JSON,
    dynthres_config JSON,
    version VARCHAR(100),
    lora_hashes TEXT,
    positive_prompt_keywords JSON,
    negative_prompt_keywords JSON,
    loras JSON,
    file_modified_at DATETIME,
    metadata_extracted_at DATETIME,
    hires_module_1 VARCHAR(100),
    hires_cfg_scale FLOAT,
    hires_upscale FLOAT,
    hires_upscaler VARCHAR(200),
    dynthres_enabled BOOLEAN,
    dynthres_mimic_scale FLOAT,
    dynthres_threshold_percentile FLOAT,
    dynthres_mimic_mode VARCHAR(50),
    dynthres_mimic_scale_min FLOAT,
    dynthres_cfg_mode VARCHAR(50),
    dynthres_cfg_scale_min FLOAT,
    dynthres_sched_val FLOAT,
    dynthres_separate_feature_channels VARCHAR(50),
    dynthres_scaling_startpoint VARCHAR(50),
    dynthres_variability_measure VARCHAR(50),
    dynthres_interpolate_phi FLOAT,
    PRIMARY KEY (id),
    FOREIGN KEY(media_file_id) REFERENCES media_files (id)
);
CREATE TABLE media_thumbnails (
    id INTEGER NOT NULL,
    media_file_id INTEGER NOT NULL,
    thumbnail_size VARCHAR(20) NOT NULL,
    thumbnail_data TEXT,
    mime_type VARCHAR(50),
    file_path VARCHAR(1024),
    created_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(media_file_id) REFERENCES media_files (id),
    CONSTRAINT uq_media_thumbnail_size UNIQUE (media_file_id, thumbnail_size)
);
CREATE INDEX idx_keyword_media_file ON media_keywords (media_file_id);
CREATE INDEX idx_keyword_search ON media_keywords (keyword);
CREATE INDEX idx_keyword_type ON media_keywords (keyword_type);
CREATE INDEX idx_media_created_at ON media_files (created_at);
CREATE INDEX idx_media_directory ON media_files (directory);
CREATE INDEX idx_media_file_id ON media_files (media_file_id);
CREATE INDEX idx_media_file_path ON media_files (file_path);
CREATE INDEX idx_media_file_size ON media_files (file_size);
CREATE INDEX idx_media_filename ON media_files (filename);
CREATE INDEX idx_media_nsfw ON media_files (nsfw);
CREATE INDEX idx_media_nsfw_label ON media_files (nsfw_label);
CREATE INDEX idx_media_nsfw_score ON media_files (nsfw_score);
CREATE INDEX idx_media_original_created_at ON media_files (original_created_at);
CREATE INDEX idx_media_phash ON media_files (phash);
CREATE INDEX idx_media_score ON media_files (score);
CREATE INDEX idx_media_type ON media_files (file_type);
CREATE INDEX idx_media_updated ON media_files (updated_at);
CREATE INDEX idx_metadata_cfg_scale ON media_metadata (cfg_scale);
CREATE INDEX idx_metadata_dimensions ON media_metadata (width, height);
CREATE INDEX idx_metadata_media_file ON media_metadata (media_file_id);
CREATE INDEX idx_metadata_model ON media_metadata (model_name);
CREATE INDEX idx_metadata_model_hash ON media_metadata (model_hash);
CREATE INDEX idx_metadata_sampler ON media_metadata (sampler);
CREATE INDEX idx_metadata_steps ON media_metadata (steps);
CREATE INDEX idx_thumbnail_media_file ON media_thumbnails (media_file_id);
CREATE INDEX idx_thumbnail_size ON media_thumbnails (thumbnail_size);

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
