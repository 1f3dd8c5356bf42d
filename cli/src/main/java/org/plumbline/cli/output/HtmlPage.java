package org.plumbline.cli.output;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** A page that needs no other file: pictures are part of it. */
public final class HtmlPage {
  private static final String STYLE =
      """
      body { font: 15px sans-serif; margin: 2em; max-width: 75em }
      figure { display: inline-block; margin: 0 1em 1em 0; vertical-align: top; width: 112px }
      figure img { width: 112px; image-rendering: pixelated; border: 1px solid #ccc }
      figcaption { font-size: 12px }
      .refuting img { border: 2px solid #c00 }
      polyline { fill: none; stroke: #06c; stroke-width: 2 }
      .axis { fill: none; stroke: #000 } .chance { stroke: #888; stroke-dasharray: 4 4 }
      .tick { stroke: #ddd } circle { fill: #06c } svg text { font-size: 13px }
      .facts { font-size: 13px; padding-left: 1.2em; overflow-wrap: anywhere }
      .wide { width: 240px } .wide img { width: 240px }
      .panels { width: 100%; max-width: 920px; border: 1px solid #888; image-rendering: pixelated }
      .captions { display: grid; grid-template-columns: repeat(4, 1fr); gap: 8px; max-width: 920px;
        font-size: 13px }
      """;

  private final StringBuilder body = new StringBuilder();
  private final String title;

  public HtmlPage(String title) {
    this.title = title;
    body.append("<h1>").append(escaped(title)).append("</h1>\n");
  }

  /** What the page is about, a line each; and by what it was made, and when. */
  public void facts(List<String> facts) {
    body.append("<ul class=\"facts\">\n");
    facts.forEach(fact -> body.append("<li>").append(escaped(fact)).append("</li>\n"));
    body.append("<li>made by ")
        .append(escaped(new BuildVersion().getVersion()[0]))
        .append(" on ")
        .append(LocalDate.now(ZoneOffset.UTC))
        .append("</li>\n</ul>\n");
  }

  /** A picture of four panels beside the page, and what each is. */
  public void panels(String file, List<String> captions) {
    body.append("<img class=\"panels\" alt=\"\" src=\"").append(escaped(file)).append("\">\n");
    body.append("<div class=\"captions\">");
    captions.forEach(one -> body.append("<span>").append(escaped(one)).append("</span>"));
    body.append("</div>\n");
  }

  /** A picture beside the page, drawn large. */
  public void picture(String file, String caption) {
    body.append("<figure class=\"wide\"><img alt=\"\" src=\"")
        .append(escaped(file))
        .append("\"><figcaption>")
        .append(escaped(caption))
        .append("</figcaption></figure>\n");
  }

  public void link(String file, String text) {
    body.append("<p><a href=\"")
        .append(escaped(file))
        .append("\">")
        .append(escaped(text))
        .append("</a></p>\n");
  }

  public void heading(String text) {
    body.append("<h2>").append(escaped(text)).append("</h2>\n");
  }

  public void paragraph(String text) {
    body.append("<p>").append(escaped(text)).append("</p>\n");
  }

  /** Text whose lines stay as they are. */
  public void block(String text) {
    body.append("<pre>").append(escaped(text)).append("</pre>\n");
  }

  /** Markup that is known to be sound. */
  public void raw(String markup) {
    body.append(markup).append('\n');
  }

  /**
   * @param style a class of the style sheet, or empty
   */
  public void figure(BufferedImage image, String caption, String style) {
    body.append("<figure class=\"")
        .append(style)
        .append("\"><img alt=\"\" src=\"data:image/png;base64,")
        .append(Base64.getEncoder().encodeToString(png(image)))
        .append("\"><figcaption>")
        .append(escaped(caption))
        .append("</figcaption></figure>\n");
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  public String text() {
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
        + escaped(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style></head>\n<body>\n"
        + body
        + "</body></html>\n";
  }
}
