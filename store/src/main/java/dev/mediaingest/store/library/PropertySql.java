package dev.mediaingest.store.library;

import dev.mediaingest.library.Condition.Property;
import dev.mediaingest.media.generation.ModelName;
import dev.mediaingest.media.generation.SamplingNames;
import dev.mediaingest.store.sql.BoundSql;
import dev.mediaingest.store.sql.LikePattern;
import java.util.Locale;

/** Conditions on the texts of {@code library_files f} that are compared as a whole or by a part of them, in any case. Stateless. */
final class PropertySql {
    private PropertySql() {}

    static BoundSql is(Property property, String value) {
        return switch (property) {
            case TYPE -> type(value.equals("jpg") ? "jpeg" : value);
            case GENERATOR -> BoundSql.of("lower(f.generator) = ?", value.toLowerCase(Locale.ROOT));
            case SEED -> BoundSql.of("f.seed = ?", value.toLowerCase(Locale.ROOT));
            case MODEL -> model(value);
            case LORA -> BoundSql.like("f.loras", "%\n" + LikePattern.escaped(value.toLowerCase(Locale.ROOT)) + "\n%");
            case SAMPLER -> sampler(value);
            case SCHEDULER -> scheduler(value);
            case VAE -> ofAnalysis(BoundSql.of("lower(vae) = ?", value.toLowerCase(Locale.ROOT)));
            case HASH -> hash(value);
        };
    }

    private static BoundSql type(String value) {
        return switch (value) {
            case "video" -> BoundSql.of("f.video");
            case "image" -> BoundSql.of("not f.video");
            default -> BoundSql.of("f.media_type = ?", value.toLowerCase(Locale.ROOT));
        };
    }

    /** Texts match as a file writes them, or by the one name of the thing. */
    static BoundSql contains(Property property, String part) {
        String pattern = LikePattern.containing(part.toLowerCase(Locale.ROOT));
        return switch (property) {
            case TYPE -> BoundSql.like("lower(f.media_type)", pattern);
            case GENERATOR -> BoundSql.like("lower(f.generator)", pattern);
            case SEED -> BoundSql.like("lower(f.seed)", pattern);
            case MODEL ->
                BoundSql.like("written", pattern)
                        .within("f.model_name in (select name from library_models where ", ")");
            case LORA -> BoundSql.like("f.loras", pattern);
            case SAMPLER ->
                BoundSql.joined(
                        "or",
                        BoundSql.like("lower(f.sampler)", pattern),
                        BoundSql.like("f.sampler_name", pattern),
                        sampler(part));
            case SCHEDULER -> BoundSql.joined("or", BoundSql.like("f.scheduler_name", pattern), scheduler(part));
            case VAE -> ofAnalysis(BoundSql.like("lower(vae)", pattern));
            case HASH -> hash(part);
        };
    }

    /** Hashes match by their beginning, as people copy them. */
    private static BoundSql hash(String beginning) {
        String pattern = LikePattern.startingWith(beginning.toLowerCase(Locale.ROOT));
        return BoundSql.joined(
                "or",
                ofMetadata(BoundSql.like("lower(model_hash)", pattern)),
                BoundSql.like("lower(media_file_id)", pattern)
                        .within("exists (select 1 from media_files where id = f.media_id and ", ")"),
                ofAnalysis(BoundSql.like("content_sha256", pattern)));
    }

    /** A sampler's name may say the scheduler as well. */
    private static BoundSql sampler(String name) {
        BoundSql sampler = BoundSql.of("f.sampler_name = ?", String.valueOf(SamplingNames.sampler(name)));
        String scheduler = SamplingNames.scheduler(null, name);
        return scheduler == null ? sampler : BoundSql.joined("and", sampler, scheduler(scheduler));
    }

    private static BoundSql scheduler(String name) {
        return BoundSql.of("f.scheduler_name = ?", String.valueOf(SamplingNames.scheduler(name, null)));
    }

    /** All names of the model that is called so. */
    private static BoundSql model(String name) {
        String canonical = String.valueOf(ModelName.canonical(name)).toLowerCase(Locale.ROOT);
        String written = name.toLowerCase(Locale.ROOT); // one that is canonical already may look as if it were not
        return BoundSql.of(
                "f.model_name in (select name from library_models where written in (?, ?))", canonical, written);
    }

    /** A condition on the Python tool's row of a file: asked for seldom, and so looked up file by file. */
    static BoundSql ofMetadata(BoundSql condition) {
        return condition.within("exists (select 1 from media_metadata where media_file_id = f.media_id and ", ")");
    }

    /** A condition on what is kept beside the shared tables. */
    private static BoundSql ofAnalysis(BoundSql condition) {
        return condition.within("exists (select 1 from media_analysis where media_id = f.media_id and ", ")");
    }
}
