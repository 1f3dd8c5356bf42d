package org.plumbline.campaign;

import java.util.concurrent.atomic.LongAdder;

/** Characters of the lines that went to workers and came back, all of one byte. */
final class Traffic {
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();

  void send(Parcel parcel) {
    sent.add(parcel.line().length());
  }

  void receive(Delivery delivery) {
    received.add(delivery.text().length());
  }

  long sent() {
    return sent.sum();
  }

  long received() {
    return received.sum();
  }
}
