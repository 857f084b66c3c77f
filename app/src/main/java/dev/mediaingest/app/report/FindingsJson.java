package dev.mediaingest.app.report;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonInclude.Value;
import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.Findings;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.media.MediaType;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Everything an analysis found, as JSON: what {@code inspect} prints and a file's page shows. Names are those of the
 * records in snake_case; what a file does not say is left out.
 */
public final class FindingsJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(inclusion -> Value.construct(Include.NON_EMPTY, Include.NON_NULL))
            .addModule(new SimpleModule()
                    .addSerializer(MediaType.class, new TypeWriter())
                    .addSerializer(Enum.class, new WordWriter()))
            .build();

    private FindingsJson() {}

    /** One object: {@code status}, what was found, and {@code problems} with code, sentence and next step. */
    public static ObjectNode write(Analysis analysis) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode problems = JSON.createArrayNode();
        switch (analysis) {
            case Analysis.Complete(Findings findings) -> found(json, "complete", findings, problems);
            case Analysis.Partial(Findings findings, Failure reason) -> {
                problems.add(problem(reason));
                found(json, "partial", findings, problems);
            }
            case Analysis.Unsupported(Failure reason) -> {
                json.put("status", "unsupported");
                problems.add(problem(reason));
            }
            case Analysis.Unreadable(Failure reason) -> {
                json.put("status", "unreadable");
                problems.add(problem(reason));
            }
        }
        if (!problems.isEmpty()) {
            json.set("problems", problems);
        }
        return json;
    }

    /** One of the records findings are made of, alone. */
    public static ObjectNode of(Object record) {
        return JSON.valueToTree(record);
    }

    private static void found(ObjectNode json, String status, Findings findings, ArrayNode problems) {
        json.put("status", status);
        ObjectNode tree = JSON.valueToTree(findings);
        tree.remove("notes");
        if (tree.path("facts").path("origin").isEmpty() && tree.get("facts") instanceof ObjectNode facts) {
            facts.remove("origin"); // nothing is known of when and where
        }
        json.setAll(tree);
        findings.notes().forEach(note -> problems.add(problem(note)));
    }

    private static ObjectNode problem(Failure failure) {
        return JSON.createObjectNode()
                .put("code", failure.code().code())
                .put("sentence", failure.sentence())
                .put("next_step", failure.code().nextStep());
    }

    private static final class TypeWriter extends StdSerializer<MediaType> {
        TypeWriter() {
            super(MediaType.class);
        }

        @Override
        public void serialize(MediaType type, JsonGenerator out, SerializationContext context) {
            out.writeString(type.label());
        }
    }

    /** Enums as the words people read: lower case, with hyphens. */
    @SuppressWarnings("rawtypes") // any enum
    private static final class WordWriter extends StdSerializer<Enum> {
        WordWriter() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }
}
