package dev.mediaingest.analyse.generation.comfy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ComfyNodesTest {
    @Test
    void everyRoleIsHadByANodeOfTheTable() {
        assertThat(ComfyNodes.table().values())
                .extracting(ComfyNodes.Known::role)
                .containsAll(Arrays.asList(ComfyRole.values()));
    }

    @Test
    void repeatedWidgetsAreWrittenOutAndRenamedOnesKnownByBothNames() {
        assertThat(ComfyNodes.of("CR LoRA Stack").orElseThrow().widgets())
                .hasSize(12)
                .startsWith("switch_1", "lora_name_1", "model_weight_1", "clip_weight_1", "switch_2");
        assertThat(ComfyNodes.of("WanVideoVAELoader").orElseThrow().widgets()).containsExactly("vae_name");
        assertThat(ComfyNodes.of("WanVideoVAELoader").orElseThrow().renamed()).containsEntry("model_name", "vae_name");
        assertThat(ComfyNodes.of("A node nobody knows")).isEmpty();
    }

    @Test
    void aSamplersWidgetsHaveASeedAndAnEncodersATextOrNone() {
        ComfyNodes.table().forEach((type, known) -> {
            if (known.role() == ComfyRole.ENCODER && !known.widgets().isEmpty()) {
                assertThat(String.join(" ", known.widgets()))
                        .as(type)
                        .containsPattern("text|prompt|t5xxl|clip_l|bert|tags");
            }
        });
    }
}
