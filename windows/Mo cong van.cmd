@echo off
rem Opens the pages for the letters in Documents\Cong van; closing this window ends them.
setlocal
chcp 65001 >nul
if "%CONGVAN_PROGRAM%"=="" set "CONGVAN_PROGRAM=%LOCALAPPDATA%\congvan"
if "%CONGVAN_LETTERS%"=="" set "CONGVAN_LETTERS=%USERPROFILE%\Documents\Cong van"
if not exist "%CONGVAN_PROGRAM%\venv\Scripts\congvan.exe" goto not_installed
if not exist "%CONGVAN_LETTERS%" mkdir "%CONGVAN_LETTERS%"
title Cong van - dong cua so nay la dung
"%CONGVAN_PROGRAM%\venv\Scripts\congvan.exe" serve "%CONGVAN_LETTERS%"
if errorlevel 1 pause
exit /b %errorlevel%

:not_installed
echo Chua cai dat: bam dup tep "Cai dat" trong thu muc da giai nen.
pause
exit /b 1
