namespace Onboarding.Hashing;

/// <summary>How fast this machine does something.</summary>
/// <param name="PerSecond">Operations a second on one core.</param>
/// <param name="Ratio">How many times as fast that is as the plain way with .NET alone.</param>
public readonly record struct SpeedFigure(double PerSecond, double Ratio);
