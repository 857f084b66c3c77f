package dev.mediaingest.media.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Euler a",
                "euler_ancestral",
                "k_euler_ancestral",
                "euler_a",
                "Euler A",
                "K_EULER_ANCESTRAL",
                "EulerAncestralDiscreteScheduler",
                " euler  ancestral "
            })
    void theNamesOfEulerAAreOne(String name) {
        assertThat(SamplingNames.sampler(name)).isEqualTo("euler_ancestral");
    }

    @ParameterizedTest
    @CsvSource({
        "DPM++ 2M Karras, dpmpp_2m, karras",
        "DPM++ 2M, dpmpp_2m,",
        "k_dpmpp_2m, dpmpp_2m,",
        "dpmpp_2m_sde_gpu, dpmpp_2m_sde,",
        "DPM++ 2M SDE Exponential, dpmpp_2m_sde, exponential",
        "DPM++ 2S a Karras, dpmpp_2s_ancestral, karras",
        "DPM2 a, dpm_2_ancestral,",
        "dpmpp_2m_k, dpmpp_2m, karras",
        "euler_k, euler, karras",
        "Euler A Trailing, euler_ancestral, trailing",
        "DDIM, ddim,",
        "PLMS, plms,",
        "UniPC, uni_pc,",
        "LCM, lcm,",
        "Heun, heun,",
        "euler_cfg_pp, euler_cfg_pp,",
        "res_2s, res_2s,",
        "My Own Sampler, my own sampler,"
    })
    void aSamplersNameMayEndInItsScheduler(String written, String sampler, String scheduler) {
        assertThat(SamplingNames.sampler(written)).isEqualTo(sampler);
        assertThat(SamplingNames.scheduler(null, written)).isEqualTo(scheduler);
    }

    @ParameterizedTest
    @CsvSource({
        "Karras, karras",
        "SGM Uniform, sgm_uniform",
        "sgm_uniform, sgm_uniform",
        "Align Your Steps, align_your_steps",
        "KL Optimal, kl_optimal",
        "Automatic,",
        "something new, something new"
    })
    void aSchedulersNamesAreOne(String written, String scheduler) {
        assertThat(SamplingNames.scheduler(written, "Euler")).isEqualTo(scheduler);
    }

    @Test
    void theTablesOfTheUsersPageAreTheProgramsOwn() throws IOException {
        String page = Files.readString(Path.of("../docs/user/names.md"));
        try (InputStream table = SamplingNames.class.getResourceAsStream("sampling-names.tsv")) {
            new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("\t"))
                    .map(line -> line.split("\t"))
                    .forEach(columns -> assertThat(page)
                            .contains("| `" + columns[1] + "` | "
                                    + (columns.length < 3 ? "" : columns[2].replace("; ", ", ")) + " |"));
        }
    }

    @Test
    void whatIsNotSaidHasNoName() {
        assertThat(SamplingNames.sampler(null)).isNull();
        assertThat(SamplingNames.sampler(" ")).isNull();
        assertThat(SamplingNames.scheduler(null, null)).isNull();
        assertThat(SamplingNames.sampler("x".repeat(100_000))).hasSize(100_000);
    }

    @ParameterizedTest
    @CsvSource({
        "X, X",
        "X.safetensors, X",
        "sub/X.safetensors [0123abcdef], X",
        "sub\\X.ckpt, X",
        "X [0123abcdef], X",
        "X.v2, X.v2",
        "X (fp16), X (fp16)",
        "flux1-dev-Q4.gguf, flux1-dev-Q4"
    })
    void aModelsNameIsWithoutFoldersExtensionAndHash(String written, String name) {
        assertThat(ModelName.canonical(written)).isEqualTo(name);
    }

    @Test
    void aModelWithoutANameHasNone() {
        assertThat(ModelName.canonical(null)).isNull();
        assertThat(ModelName.canonical("models/")).isNull();
    }
}
