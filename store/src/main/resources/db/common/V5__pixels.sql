-- What a file's pixels say beyond the Python tool's columns media_file_id (pixel hash), phash (average hash) and nsfw_*.

alter table media_analysis add column dct_hash bigint;
alter table media_analysis add column frame_hashes text; -- JSON: DCT hashes of a video's later frames, hexadecimal
alter table media_analysis add column audio_codec text;
alter table media_analysis add column nsfw_mean double precision; -- over a video's frames; media_files.nsfw_score is the highest
alter table media_analysis add column nsfw_frames integer;
