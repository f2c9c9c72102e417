// What a unit says of itself.
@_exported import UnitProtocol
