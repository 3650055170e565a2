# rules: SIG722
"""From Django 5.0 on they are awaited."""

# requirements.txt
Django >= 5.0


# shop/signals.py
@receiver(user_logged_in)
async def decorated(sender, **kwargs):
    await sender.work()
