package dev.mediaingest.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.writeback.Merge.Changed;
import dev.mediaingest.writeback.Merge.NotUnderstood;
import dev.mediaingest.writeback.Merge.Same;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmpDocumentTest {
    private static final String OF_ANOTHER_PROGRAM = """
            <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="other 1.0">
             <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
              <rdf:Description rdf:about="" xmlns:a="http://ns.adobe.com/xap/1.0/" xmlns:crs="urn:develop" a:Rating="2" crs:Exposure="+1.5">
               <d:subject xmlns:d="http://purl.org/dc/elements/1.1/"><rdf:Seq><rdf:li>theirs</rdf:li></rdf:Seq></d:subject>
               <crs:History><rdf:Seq><rdf:li>step &lt;1&gt;</rdf:li></rdf:Seq></crs:History>
              </rdf:Description>
             </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>
            """;

    @Test
    void aNewPacketHasRatingAndKeywordsAndIsTheSameTheSecondTime() {
        Given given = new Given(4, List.of("red & <blue>", "猫"));

        String written = changed("", given);

        assertThat(written)
                .contains("xmp:Rating=\"4\"")
                .contains("red &amp; &lt;blue&gt;")
                .contains("猫");
        assertThat(merge(written, given)).isEqualTo(new Same());
        assertThat(changed(written, new Given(-1, List.of())))
                .contains("xmp:Rating=\"-1\"")
                .contains("猫");
    }

    @Test
    void whatAnotherProgramWroteStays() {
        String written = changed(OF_ANOTHER_PROGRAM, new Given(5, List.of("mine", "theirs")));

        assertThat(written)
                .contains("a:Rating=\"5\"")
                .doesNotContain("Rating=\"2\"")
                .contains("crs:Exposure=\"+1.5\"")
                .contains("step &lt;1&gt;")
                .contains("x:xmptk=\"other 1.0\"")
                .contains("<rdf:li>theirs</rdf:li><rdf:li>mine</rdf:li>")
                .contains("<?xpacket end=\"w\"?>");
        assertThat(merge(written, new Given(5, List.of("mine")))).isEqualTo(new Same());
    }

    @Test
    void aRatingWrittenAsAnElementIsReplacedWhereItIs() {
        String packet = OF_ANOTHER_PROGRAM
                .replace(" a:Rating=\"2\"", "")
                .replace("<crs:History>", "<a:Rating>2.0</a:Rating><crs:History>");

        assertThat(merge(packet, new Given(2, List.of("theirs")))).isEqualTo(new Same());
        assertThat(changed(packet, new Given(3, List.of()))).contains("<a:Rating>3</a:Rating>");
    }

    @Test
    void nothingToSayMakesNoPacketAndARatingTakenBackIsZero() {
        assertThat(merge("", new Given(0, List.of()))).isEqualTo(new Same());
        assertThat(changed(OF_ANOTHER_PROGRAM, new Given(0, List.of()))).contains("a:Rating=\"0\"");
    }

    @Test
    void charactersXmlCannotHoldAreLeftOut() {
        assertThat(changed("", new Given(0, List.of("a\u0000b\u001fc\ud800")))).contains("<rdf:li>abc</rdf:li>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no xml",
                "<x:xmpmeta xmlns:x='adobe:ns:meta/'>",
                "<a/>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
                "<!DOCTYPE a [<!ENTITY e 'x'>]><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description/></rdf:RDF>"
            })
    void whatIsNotUnderstoodIsNotTouched(String packet) {
        assertThat(merge(packet, new Given(4, List.of("a")))).isInstanceOf(NotUnderstood.class);
    }

    private static String changed(String packet, Given given) {
        assertThat(merge(packet, given)).isInstanceOf(Changed.class);
        return merge(packet, given) instanceof Changed(String content) ? content : "";
    }

    private static Merge merge(String packet, Given given) {
        return XmpDocument.merge(packet.getBytes(StandardCharsets.UTF_8), given);
    }
}
