-- What tells a video from all others: SHA-256 over its size, its duration and the pixels of all sampled frames. media_files.media_file_id
-- stays what the Python tool keeps there, the first frame's pixels. Null for pictures, and for videos read before there was one.

alter table media_analysis add column video_sha256 varchar(64);
create index idx_media_analysis_video on media_analysis (video_sha256) where video_sha256 is not null;
