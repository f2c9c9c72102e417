// The modules of Documentation/Language/Tutorial.md.

// begin blinker
import HDL

/// A light that changes every `period` cycles.
struct Blinker: Module, DefaultInitializable {
  var period = 1000

  struct IO: Bundle {
    let light: Out<Bit>
  }
  var io: IO { IO(light: Out(Bit())) }

  @Hardware func build(_ io: IO) {
    let count = Reg(Unsigned(upTo: period - 1), reset: 0)
    let light = Reg(Bit(), reset: 0)

    let isLast = count == period - 1
    count <== mux(isLast, 0, count + 1)
    when(isLast) { light <== !light }
    io.light <== light
  }
}
// end blinker

// begin average
/// The mean of two numbers, rounded down.
struct Average: Module, DefaultInitializable {
  var width = 8

  struct IO: Bundle {
    let a, b: In<Signed>
    let mean: Out<Signed>
  }
  var io: IO { IO(a: In(Signed(width)), b: In(Signed(width)), mean: Out(Signed(width))) }

  @Hardware func build(_ io: IO) {
    let sum = io.a +^ io.b  // one bit wider: it cannot overflow
    io.mean <== (sum >> 1).truncated(to: width)
  }
}
// end average

// begin careless
struct Careless: Module {
  struct IO: Bundle {
    let a, b: In<Signed>
    let sum: Out<Signed>
  }
  var io: IO { IO(a: In(Signed(8)), b: In(Signed(8)), sum: Out(Signed(8))) }

  @Hardware func build(_ io: IO) {
    let product = io.a * io.b
    let total = product + io.a
    io.sum <== total
    io.sum <== 200
  }
}
// end careless

// begin light
enum Color: CaseIterable { case red, green, amber }

/// A traffic light: green until `stop`, a while of amber, red until `go`.
struct Light: Module, DefaultInitializable {
  struct IO: Bundle {
    let go, stop: In<Bit>
    let isGreen: Out<Bit>
  }
  var io: IO { IO(go: In(Bit()), stop: In(Bit()), isGreen: Out(Bit())) }

  @Hardware func build(_ io: IO) {
    let color = Reg(Enum<Color>(), reset: .red)
    let wait = Reg(Unsigned(4), reset: 0)
    io.isGreen <== color == .green

    switchOn(color) {
      on(.red) {
        when(io.go) { color <== .green }
      }
      on(.green) {
        wait <== 9
        when(io.stop) { color <== .amber }
      }
      on(.amber) {
        wait <== wait - 1
        when(wait == 0) { color <== .red }
      }
    }
  }
}
// end light

// begin scaler
/// Multiplies each element of a vector by one factor, in 8 lanes at once.
struct Scaler: Module, DefaultInitializable {
  var lanes = 8

  struct IO: Bundle {
    let values: In<Vec<Signed>>
    let factor: In<Signed>
    let scaled: Out<Vec<Signed>>
    let sum: Out<Signed>
  }
  var io: IO {
    IO(values: In(Vec(lanes, Signed(8))), factor: In(Signed(8)), scaled: Out(Vec(lanes, Signed(16))), sum: Out(Signed(19)))
  }

  @Hardware func build(_ io: IO) {
    let products = io.values.map { $0 * io.factor }
    io.scaled <== products
    io.sum <== products.map { $0.extended(to: 19) }.reduce(+)
  }
}
// end scaler

// begin history
@Bundle struct Sample {
  let level: Unsigned
}

/// Keeps the last 16 samples; `age` says which one is shown.
struct History: Module, DefaultInitializable {
  struct IO: Bundle {
    let samples: In<Stream<Sample>>
    let age: In<Unsigned>
    let past: Out<Unsigned>
  }
  var io: IO { IO(samples: In(Stream(Sample(level: 12))), age: In(Unsigned(4)), past: Out(Unsigned(12))) }

  @Hardware func build(_ io: IO) {
    let storage = Memory(depth: 16, Unsigned(12), contents: Array(repeating: 0, count: 16))
    let next = Reg(Unsigned(storage.addressWidth), reset: 0)

    io.samples.ready <== 1
    when(io.samples.fire) {
      storage.write(next, io.samples.level)
      next <== next + 1
    }
    io.past <== storage[next - 1 - io.age]
    cover(io.samples.fire & (next == 15), "the history wraps")
  }
}
// end history

// begin scaledaverage
/// The mean of the scaled first and last element: two modules inside a third.
struct ScaledAverage: Module, DefaultInitializable {
  struct IO: Bundle {
    let values: In<Vec<Signed>>
    let mean: Out<Signed>
  }
  var io: IO { IO(values: In(Vec(8, Signed(8))), mean: Out(Signed(16))) }

  @Hardware func build(_ io: IO) {
    let scaler = Instance(Scaler())
    let average = Instance(Average(width: 16))

    scaler.values <== io.values
    scaler.factor <== 3
    average.a <== scaler.scaled[0]
    average.b <== scaler.scaled[7]
    io.mean <== average.mean
  }
}
// end scaledaverage

// begin Systolic
struct Tap: Module, DefaultInitializable {
  struct IO: Bundle {
    let sample, coefficient, sumBefore: In<Signed>
    let sum: Out<Signed>
  }
  var io: IO {
    IO(sample: In(Signed(8)), coefficient: In(Signed(8)), sumBefore: In(Signed(24)), sum: Out(Signed(24)))
  }

  @Hardware func build(_ io: IO) {
    let sum = Reg(Signed(24), reset: 0)
    sum <== io.sumBefore + (io.sample * io.coefficient).extended(to: 24)
    io.sum <== sum
  }
}

struct Filter: Module, DefaultInitializable {
  var taps = 16
  struct IO: Bundle {
    let sample: In<Signed>
    let coefficients: In<Vec<Signed>>
    let result: Out<Signed>
  }
  var io: IO { IO(sample: In(Signed(8)), coefficients: In(Vec(taps, Signed(8))), result: Out(Signed(24))) }

  @Hardware func build(_ io: IO) {
    let tap = Instances(Tap(), taps)
    tap.sample <== io.sample.repeated(taps)
    tap.coefficient <== io.coefficients
    tap.sumBefore <== tap.sum.shifted(in: Signed.constant(0, width: 24))
    io.result <== tap.sum[taps - 1]
  }
}
// end Systolic
