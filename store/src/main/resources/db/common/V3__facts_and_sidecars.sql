-- What a file's headers say beyond the Python tool's columns, what its bounded columns cut, and which sidecars a file had.
-- Columns, not another table: a further row would cost every commit a page.

alter table media_analysis add column orientation integer; -- 1 to 8, as EXIF numbers them
alter table media_analysis add column frame_count bigint;
alter table media_analysis add column codec text;
alter table media_analysis add column bit_rate bigint;
alter table media_analysis add column icc_profile text;
alter table media_analysis add column captured_at bigint; -- microseconds since 1970; the wall clock's if not zoned
alter table media_analysis add column captured_zoned boolean;
alter table media_analysis add column captured_source varchar(20);
alter table media_analysis add column latitude double precision;
alter table media_analysis add column longitude double precision;
alter table media_analysis add column altitude double precision;
alter table media_analysis add column camera_make text;
alter table media_analysis add column camera_model text;
alter table media_analysis add column caption text;
alter table media_analysis add column whole_values text; -- JSON: column of media_metadata to the value it cuts

-- A companion's name may be longer than the column was, and so may a version.
alter table media_analysis add column generation_origin text;
update media_analysis set generation_origin = generation_source where generation_source is not null;
alter table media_analysis drop column generation_source;
alter table media_analysis rename column generation_origin to generation_source;
alter table media_analysis add column generator_release text;
update media_analysis set generator_release = generator_version where generator_version is not null;
alter table media_analysis drop column generator_version;
alter table media_analysis rename column generator_release to generator_version;

-- Part of what "unchanged" means: 0 for a file without sidecars.
alter table media_analysis add column sidecars bigint not null default 0;
alter table ingest_items add column sidecars bigint not null default 0;
