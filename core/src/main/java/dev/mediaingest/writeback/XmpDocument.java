package dev.mediaingest.writeback;

import dev.mediaingest.writeback.Merge.Changed;
import dev.mediaingest.writeback.Merge.NotUnderstood;
import dev.mediaingest.writeback.Merge.Same;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * An XMP packet (ISO 16684-1) that gets a rating ({@code xmp:Rating}) and keywords ({@code dc:subject}). Every other property stays,
 * and so do keywords that are there. Confined to one thread.
 */
final class XmpDocument {
    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final String XMP = "http://ns.adobe.com/xap/1.0/";
    private static final String DC = "http://purl.org/dc/elements/1.1/";
    private static final byte[] NEW = """
            <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
             <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
              <rdf:Description rdf:about=""/>
             </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>
            """.getBytes(StandardCharsets.UTF_8);

    private final Document document;
    private final List<Element> descriptions;
    private boolean changed;

    private XmpDocument(Document document, List<Element> descriptions) {
        this.document = document;
        this.descriptions = descriptions;
    }

    /**
     * Puts a rating and keywords into a packet.
     *
     * @param existing empty if there is none
     */
    static Merge merge(byte[] existing, Given given) {
        try {
            Document document = parsed(existing.length == 0 ? NEW : existing);
            List<Element> descriptions = descriptions(document);
            if (descriptions.isEmpty()) {
                return new NotUnderstood("it has no rdf:Description");
            }
            XmpDocument packet = new XmpDocument(document, descriptions);
            packet.rate(given.score());
            packet.add(given.keywords());
            return packet.changed ? new Changed(packet.written()) : new Same();
        } catch (SAXException | IOException e) {
            return new NotUnderstood("it is no well-formed XML");
        }
    }

    /** Without document types there are no entities, and without entities nothing is fetched or grows. */
    private static Document parsed(byte[] packet) throws SAXException, IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(packet));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Element> descriptions(Document document) {
        NodeList all = document.getElementsByTagNameNS(RDF, "Description");
        return IntStream.range(0, all.getLength())
                .mapToObj(number -> (Element) all.item(number))
                .filter(element -> element.getParentNode() instanceof Element parent && isRdf(parent, "RDF"))
                .toList();
    }

    private void rate(int score) {
        String wanted = String.valueOf(score);
        for (Element description : descriptions) {
            if (description.hasAttributeNS(XMP, "Rating")) {
                if (!sameNumber(description.getAttributeNS(XMP, "Rating"), score)) {
                    description.getAttributeNodeNS(XMP, "Rating").setValue(wanted);
                    changed = true;
                }
                return;
            }
            Optional<Element> property = child(description, XMP, "Rating");
            if (property.isPresent()) {
                if (!sameNumber(property.get().getTextContent(), score)) {
                    property.get().setTextContent(wanted);
                    changed = true;
                }
                return;
            }
        }
        if (score != 0) {
            Element description = descriptions.getFirst();
            description.setAttributeNS(XMP, prefix(description, XMP, "xmp") + ":Rating", wanted);
            changed = true;
        }
    }

    private static boolean sameNumber(String text, int score) {
        try {
            return Double.parseDouble(text.strip()) == score;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void add(List<String> keywords) {
        if (keywords.isEmpty()) {
            return;
        }
        Element bag = descriptions.stream()
                .flatMap(description -> child(description, DC, "subject").stream())
                .flatMap(subject -> container(subject).stream())
                .findFirst()
                .orElse(null);
        Set<String> there = new HashSet<>();
        if (bag != null) {
            children(bag).forEach(item -> there.add(item.getTextContent().strip()));
        }
        List<String> missing =
                keywords.stream().filter(keyword -> !there.contains(keyword)).toList();
        if (missing.isEmpty()) {
            return;
        }
        Element filled = bag == null ? newBag() : bag;
        for (String keyword : missing) {
            Element item = document.createElementNS(RDF, prefix(filled, RDF, "rdf") + ":li");
            item.setTextContent(writable(keyword));
            filled.appendChild(item);
        }
        changed = true;
    }

    private Element newBag() {
        Element description = descriptions.getFirst();
        Element subject = document.createElementNS(DC, prefix(description, DC, "dc") + ":subject");
        Element bag = document.createElementNS(RDF, prefix(description, RDF, "rdf") + ":Bag");
        subject.appendChild(bag);
        description.appendChild(subject);
        return bag;
    }

    private static Optional<Element> container(Element subject) {
        return children(subject).stream()
                .filter(element -> isRdf(element, "Bag") || isRdf(element, "Seq") || isRdf(element, "Alt"))
                .findFirst();
    }

    /** The prefix that stands for a namespace here, declared if there is none. */
    private static String prefix(Element here, String namespace, String usual) {
        String known = here.lookupPrefix(namespace);
        if (known != null) {
            return known;
        }
        String free = usual;
        while (here.lookupNamespaceURI(free) != null) {
            free += "_";
        }
        here.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:" + free, namespace);
        return free;
    }

    /** Without the characters XML 1.0 has no way to write. */
    private static String writable(String text) {
        return text.codePoints()
                .filter(c -> c == '\t' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isRdf(Element element, String name) {
        return RDF.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }

    private static Optional<Element> child(Element parent, String namespace, String name) {
        return children(parent).stream()
                .filter(element -> namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName()))
                .findFirst();
    }

    private static List<Element> children(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (@Nullable Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private String written() {
        try {
            TransformerFactory factory = TransformerFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }
}
