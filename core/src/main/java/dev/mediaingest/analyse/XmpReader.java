package dev.mediaingest.analyse;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads XMP packets (ISO 16684-1, chapter 7: the RDF/XML they are written in), front to back and without building a tree:
 *
 * <pre>
 * x:xmpmeta / rdf:RDF / rdf:Description        simple properties as attributes, or
 *                       / dc:subject           a property: its text, or
 *                         / rdf:Bag / rdf:li   its values (Bag, Seq or Alt)
 * </pre>
 *
 * There is no document type, so there are no entities: a packet that declares one is refused where it does. What was read
 * before a packet turned out to be wrong counts. Stateless and thread-safe.
 */
final class XmpReader {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ELEMENTS = 100_000;
    private static final int LONGEST_VALUE = 1 << 20;
    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    private static final Map<String, String> PREFIXES = Map.of(
            "http://purl.org/dc/elements/1.1/",
            "dc",
            "http://ns.adobe.com/xap/1.0/",
            "xmp",
            "http://ns.adobe.com/exif/1.0/",
            "exif",
            "http://ns.adobe.com/tiff/1.0/",
            "tiff",
            "http://ns.adobe.com/photoshop/1.0/",
            "photoshop",
            "http://ns.adobe.com/lightroom/1.0/",
            "lr",
            "http://ns.microsoft.com/photo/1.0/",
            "MicrosoftPhoto",
            "http://ns.microsoft.com/photo/1.0",
            "MicrosoftPhoto",
            "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
            "Iptc4xmpExt");

    private static final XMLInputFactory XML = hardened();

    private XmpReader() {}

    private static XMLInputFactory hardened() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are refused");
        });
        return factory;
    }

    /** Adds a packet's properties; one that is no XML adds a note. */
    static void read(String packet, XmpProperties into, List<Failure> notes) {
        int start = packet.indexOf('<');
        if (start < 0) {
            return;
        }
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(new StringReader(packet.substring(start)));
            try {
                if (!new Walk(xml, into).toEnd()) {
                    notes.add(new Failure(FailureCode.OVER_LIMIT, "XMP of more than " + MAX_ELEMENTS + " elements"));
                }
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | RuntimeException e) {
            // The JDK's parser throws unchecked exceptions for some malformed input.
            notes.add(new Failure(FailureCode.DAMAGED, "XMP is no well-formed XML"));
        }
    }

    /** One pass through a packet. */
    private static final class Walk {
        private final XMLStreamReader xml;
        private final XmpProperties into;
        private final StringBuilder text = new StringBuilder();
        private @Nullable String property;
        private int propertyDepth;
        private int itemDepth;
        private int depth;
        private int elements;

        private Walk(XMLStreamReader xml, XmpProperties into) {
            this.xml = xml;
            this.into = into;
        }

        /** Whether the packet was read to its end and not only as far as anybody should have to. */
        private boolean toEnd() throws XMLStreamException {
            while (xml.hasNext() && elements <= MAX_ELEMENTS) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> start();
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (end()) {
                            return true;
                        }
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> characters();
                    case XMLStreamConstants.DTD -> throw new XMLStreamException("document types are refused");
                    default -> {
                        // comments, processing instructions
                    }
                }
            }
            return elements <= MAX_ELEMENTS;
        }

        private void start() throws XMLStreamException {
            elements++;
            if (++depth > MAX_DEPTH) {
                throw new XMLStreamException("nested too deep");
            }
            String name = xml.getLocalName();
            if (RDF.equals(xml.getNamespaceURI())) {
                ofRdf(name);
            } else if (property == null) {
                property = name(xml.getNamespaceURI(), name);
                propertyDepth = depth;
                text.setLength(0);
            }
        }

        private void ofRdf(String name) {
            if (name.equals("Description") && property == null) {
                for (int i = 0; i < xml.getAttributeCount(); i++) {
                    String attribute = name(xml.getAttributeNamespace(i), xml.getAttributeLocalName(i));
                    if (attribute != null && xml.getAttributeValue(i).length() <= LONGEST_VALUE) {
                        into.add(attribute, xml.getAttributeValue(i));
                    }
                }
            } else if (name.equals("li") && property != null && itemDepth == 0) {
                itemDepth = depth;
                text.setLength(0);
            }
        }

        private void characters() {
            if (property != null && text.length() + xml.getTextLength() <= LONGEST_VALUE) {
                text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            }
        }

        /** Whether the packet is over: what follows the outermost element is padding. */
        private boolean end() {
            String ending = property;
            if (ending != null && (depth == itemDepth || depth == propertyDepth)) {
                into.add(ending, text.toString());
                text.setLength(0);
                itemDepth = depth == itemDepth ? 0 : itemDepth;
                property = depth == propertyDepth ? null : ending;
            }
            return --depth == 0;
        }

        private static @Nullable String name(@Nullable String namespace, String name) {
            String prefix = namespace == null ? null : PREFIXES.get(namespace);
            return prefix == null ? null : prefix + ":" + name;
        }
    }
}
