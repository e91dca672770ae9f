using Onboarding.Profiles;

namespace Onboarding.Delivery.Uploads;

/// <summary>A column of a platform's file.</summary>
/// <param name="Header">Its header, letter for letter.</param>
/// <param name="Field">The field that fills it; null for a column of the template that stays empty.</param>
/// <param name="Number">Which of a member's values of the field it holds, from 0.</param>
internal readonly record struct UploadColumn(string Header, ProfileField? Field, int Number = 0);
