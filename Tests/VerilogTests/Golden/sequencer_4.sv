// sequencer_4: Sequencer (VerilogTests/SmallDesigns.swift)
//
// Loads for a number of cycles, runs until told to stop.
//
//   width = 4
module sequencer_4 (
  input  logic       clock,
  input  logic       reset,
  input  logic       start,
  input  logic       stop,
  input  logic [3:0] count,
  output logic       busy,
  output logic [1:0] phase
);
  // State: idle = 0, loading = 1, running = 2, done = 3
  localparam logic [1:0] STATE_IDLE = 2'd0;
  localparam logic [1:0] STATE_LOADING = 2'd1;
  localparam logic [1:0] STATE_RUNNING = 2'd2;
  localparam logic [1:0] STATE_DONE = 2'd3;

  logic [1:0] state;
  logic [3:0] left;

  assign busy = state != STATE_IDLE && state != STATE_DONE;

  always_comb begin
    phase = 2'd0;
    case (state)
      STATE_LOADING: phase = 2'd1;
      STATE_RUNNING: phase = 2'd2;
      STATE_DONE: phase = 2'd3;
      default: ;
    endcase
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      state <= STATE_IDLE;
      left <= 4'd0;
    end else begin
      case (state)
        STATE_IDLE: begin
          if (start) begin
            state <= STATE_LOADING;
            left <= count;
          end
        end
        STATE_LOADING: begin
          left <= left - 4'd1;
          if (left == 4'd0)
            state <= STATE_RUNNING;
        end
        STATE_RUNNING: begin
          if (stop)
            state <= STATE_DONE;
        end
        STATE_DONE: state <= STATE_IDLE;
        default: ;
      endcase
    end
  end
endmodule
