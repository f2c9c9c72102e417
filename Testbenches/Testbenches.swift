// Testbenches
