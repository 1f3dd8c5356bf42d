package org.plumbline.cli.output;

import org.plumbline.api.PlumblineVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
public final class BuildVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"plumbline " + PlumblineVersion.text()};
  }
}
