package org.plumbline.campaign;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** A task of Spark: the one parcel of its partition goes to a worker process. */
final class AnswerParcel extends AbstractFunction1<Iterator<Parcel>, Delivery>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Program> program;

  AnswerParcel(Broadcast<Program> program) {
    this.program = program;
  }

  @Override
  public Delivery apply(Iterator<Parcel> parcels) {
    Parcel parcel = parcels.next();
    try {
      return Machine.workers(program.value()).answered(parcel);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Delivery.died(parcel.number(), "its task was ended");
    }
  }
}
