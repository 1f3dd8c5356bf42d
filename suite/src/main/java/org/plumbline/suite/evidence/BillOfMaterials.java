package org.plumbline.suite.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.plumbline.suite.summary.Json;

/**
 * What the tool was made of when it ran: the archives on the class path with versions and digests,
 * in the format of CycloneDX 1.5 (ECMA-424). Folders of classes, as in a build, have no digest.
 */
final class BillOfMaterials {
  private BillOfMaterials() {}

  static String text(String version) throws IOException {
    ObjectNode root = Json.object().put("bomFormat", "CycloneDX").put("specVersion", "1.5");
    ArrayNode components = Json.array();
    for (Path part : ClassPath.parts(System.getProperty("java.class.path", ""))) {
      components.add(component(part));
    }
    ObjectNode java = components.addObject().put("type", "platform");
    java.put("name", System.getProperty("java.vm.name", "Java"));
    java.put("version", System.getProperty("java.runtime.version", "unknown"));
    byte[] content = Json.text(components).getBytes(StandardCharsets.UTF_8);
    root.put("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(content)).put("version", 1);
    ObjectNode tool = root.putObject("metadata").putObject("component");
    tool.put("type", "application").put("name", "Plumbline").put("version", version);
    root.set("components", components);
    return Json.text(root);
  }

  private static ObjectNode component(Path part) throws IOException {
    JarIdentity identity = JarIdentity.of(part);
    ObjectNode component = Json.object();
    component.put("type", Files.isDirectory(part) ? "file" : "library");
    identity.group().ifPresent(group -> component.put("group", group));
    component.put("name", identity.name());
    identity.version().ifPresent(version -> component.put("version", version));
    if (!Files.isDirectory(part)) {
      ObjectNode hash = component.putArray("hashes").addObject().put("alg", "SHA-256");
      hash.put("content", JarIdentity.sha256(part));
    }
    identity.purl().ifPresent(purl -> component.put("purl", purl));
    return component;
  }
}
