namespace Matchmaking.Benchmarks.Rank;

/// <summary>What is measured.</summary>
internal sealed record RankSettings(int Requests, int Funds, int Trees, int Leaves, int Threads, int Top, int Seed, bool Prior);
