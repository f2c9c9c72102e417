/// The reserved words that no emitted name may be: those of Verilog and SystemVerilog, and those of C++ because
/// Verilator turns names into C++ members.
public enum Keywords {
  /// IEEE 1364-2005 and IEEE 1800-2012, with what its package `std` declares and a type of Icarus.
  public static let verilog: Set<String> = set(
    """
    accept_on alias always always_comb always_ff always_latch and assert assign assume automatic before begin bind bins \
    binsof bit break buf bufif0 bufif1 byte case casex casez cell chandle checker class clocking cmos config const \
    constraint context continue cover covergroup coverpoint cross deassign default defparam design disable dist do edge \
    else end endcase endchecker endclass endclocking endconfig endfunction endgenerate endgroup endinterface endmodule \
    endpackage endprimitive endprogram endproperty endspecify endsequence endtable endtask enum event eventually expect \
    export extends extern final first_match for force foreach forever fork forkjoin function generate genvar global \
    highz0 highz1 if iff ifnone ignore_bins illegal_bins implements implies import incdir include initial inout input \
    inside instance int integer interconnect interface intersect join join_any join_none large let liblist library local \
    localparam logic longint macromodule matches medium modport module nand negedge nettype new nexttime nmos nor \
    noshowcancelled not notif0 notif1 null or output package packed parameter pmos posedge primitive priority program \
    property protected pull0 pull1 pulldown pullup pulsestyle_ondetect pulsestyle_onevent pure rand randc randcase \
    randsequence rcmos real realtime ref reg reject_on release repeat restrict return rnmos rpmos rtran rtranif0 rtranif1 \
    s_always s_eventually s_nexttime s_until s_until_with scalared sequence shortint shortreal showcancelled signed small \
    soft solve specify specparam static string strong strong0 strong1 struct super supply0 supply1 sync_accept_on \
    sync_reject_on table tagged task this throughout time timeprecision timeunit tran tranif0 tranif1 tri tri0 tri1 \
    triand trior trireg type typedef union unique unique0 unsigned until until_with untyped use uwire var vectored \
    virtual void wait wait_order wand weak weak0 weak1 while wildcard wire with within wor xnor xor \
    bool mailbox process randomize semaphore std
    """)

  /// ISO C++20, what common headers define as macros or reserve, the common words that Verilator refuses to see, and what the class
  /// that it makes of a top module has as members.
  public static let cPlusPlus: Set<String> = set(
    """
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class compl \
    concept const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype default delete \
    do double dynamic_cast else enum explicit export extern false float for friend goto if inline int long main mutable \
    namespace new noexcept not not_eq nullptr operator or or_eq private protected public register reinterpret_cast \
    requires return short signed sizeof static static_assert static_cast std struct switch template this thread_local \
    throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq \
    CData SData EData IData QData WData VlWide EOF errno stdin stdout stderr assert linux unix \
    NULL abort atomic_cancel atomic_commit atomic_noexcept bit_vector cdecl complex const_iterator const_reference deque \
    far final huge import interrupt iterator list map module near override pascal queue reference sc_clock sc_in sc_inout \
    sc_out sc_signal sensitive sensitive_neg sensitive_pos set stack synchronized transaction_safe \
    transaction_safe_dynamic type_info uint16_t uint32_t uint8_t vector \
    atClone contextp eval eval_end_step eval_step eventsPending hierName int64_t modelName name nextTimeSlot prepareClone \
    INFINITY NAN rootp size_t threads trace uint64_t vlNamep vlSymsp
    """)

  /// Whether `name` is reserved in any of the languages. Case counts, as it does in all of them.
  public static func isReserved(_ name: String) -> Bool { name.utf8.count <= longest && reserved.contains(name) }

  private static let reserved = verilog.union(cPlusPlus)
  /// Most names of a large design are longer: no need to hash them.
  private static let longest = reserved.map(\.utf8.count).max() ?? 0

  private static func set(_ words: String) -> Set<String> { Set(words.split(separator: " ").map(String.init)) }
}
